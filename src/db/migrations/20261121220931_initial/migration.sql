CREATE TABLE `access_tokens` (
	`id` integer PRIMARY KEY AUTOINCREMENT,
	`digest` text NOT NULL UNIQUE,
	`username` text NOT NULL,
	`scopes` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `future_subscriptions` (
	`position` integer PRIMARY KEY,
	`cloud_license_enabled` integer,
	`offline_cloud_license_enabled` integer,
	`plan` text,
	`company` text,
	`email` text,
	`name` text,
	`starts_at` text,
	`expires_at` text,
	`seats` integer
);
--> statement-breakpoint
CREATE TABLE `licenses` (
	`id` integer PRIMARY KEY AUTOINCREMENT,
	`key` text NOT NULL,
	`created_at` integer NOT NULL,
	`synced_at` integer,
	`readable` integer NOT NULL,
	`starts_on` text,
	`expires_on` text
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `user_counts` (
	`on` text PRIMARY KEY,
	`count` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` integer PRIMARY KEY,
	`active` integer NOT NULL,
	`guests` integer NOT NULL,
	`without_membership` integer NOT NULL,
	`bots` integer NOT NULL,
	`blocked` integer NOT NULL,
	`pinned` integer,
	CONSTRAINT "users_single_row" CHECK("id" = 1)
);
--> statement-breakpoint
CREATE INDEX `licenses_history` ON `licenses` (`readable`,`starts_on`,`created_at`,`expires_on`,`id`);