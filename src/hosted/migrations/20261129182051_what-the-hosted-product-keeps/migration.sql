CREATE TABLE `access_tokens` (
	`id` integer PRIMARY KEY,
	`digest` text NOT NULL UNIQUE,
	`user_id` integer NOT NULL,
	`application` text,
	`scopes` text NOT NULL,
	`code_digest` text,
	`expires_at` integer,
	`revoked` integer DEFAULT false NOT NULL,
	CONSTRAINT `fk_access_tokens_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`)
);
--> statement-breakpoint
CREATE TABLE `gitlab_subscriptions` (
	`namespace_id` integer PRIMARY KEY,
	`plan_code` text NOT NULL,
	`start_date` text,
	`end_date` text,
	`seats` integer,
	`max_seats_used` integer NOT NULL,
	`auto_renew` integer,
	`trial` integer NOT NULL,
	`trial_starts_on` text,
	`trial_ends_on` text,
	CONSTRAINT `fk_gitlab_subscriptions_namespace_id_namespaces_id_fk` FOREIGN KEY (`namespace_id`) REFERENCES `namespaces`(`id`)
);
--> statement-breakpoint
CREATE TABLE `members` (
	`namespace_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`access_level` integer NOT NULL,
	CONSTRAINT `members_pk` PRIMARY KEY(`namespace_id`, `user_id`),
	CONSTRAINT `fk_members_namespace_id_namespaces_id_fk` FOREIGN KEY (`namespace_id`) REFERENCES `namespaces`(`id`),
	CONSTRAINT `fk_members_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`)
);
--> statement-breakpoint
CREATE TABLE `namespaces` (
	`id` integer PRIMARY KEY AUTOINCREMENT,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`path` text NOT NULL,
	`full_path` text NOT NULL,
	`full_path_in_small_letters` text NOT NULL UNIQUE,
	`parent_id` integer,
	`owner_id` integer,
	`other_members` integer DEFAULT 0 NOT NULL,
	`shared_runners_minutes_limit` integer,
	`extra_shared_runners_minutes_limit` integer,
	`additional_purchased_storage_size` integer,
	`additional_purchased_storage_ends_on` text,
	CONSTRAINT `fk_namespaces_parent_id_namespaces_id_fk` FOREIGN KEY (`parent_id`) REFERENCES `namespaces`(`id`),
	CONSTRAINT `fk_namespaces_owner_id_users_id_fk` FOREIGN KEY (`owner_id`) REFERENCES `users`(`id`)
);
--> statement-breakpoint
CREATE TABLE `oauth_codes` (
	`digest` text PRIMARY KEY,
	`user_id` integer NOT NULL,
	`redirect_uri` text NOT NULL,
	`scopes` text NOT NULL,
	`code_challenge` text,
	`expires_at` integer NOT NULL,
	`used` integer DEFAULT false NOT NULL,
	CONSTRAINT `fk_oauth_codes_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`)
);
--> statement-breakpoint
CREATE TABLE `upcoming_reconciliations` (
	`namespace_id` integer PRIMARY KEY,
	`next_reconciliation_date` text NOT NULL,
	`display_alert_from` text NOT NULL,
	CONSTRAINT `fk_upcoming_reconciliations_namespace_id_namespaces_id_fk` FOREIGN KEY (`namespace_id`) REFERENCES `namespaces`(`id`)
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` integer PRIMARY KEY AUTOINCREMENT,
	`username` text NOT NULL,
	`username_in_small_letters` text NOT NULL UNIQUE,
	`name` text NOT NULL,
	`email` text NOT NULL UNIQUE,
	`password_digest` text NOT NULL,
	`admin` integer NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `access_tokens_by_user` ON `access_tokens` (`user_id`);--> statement-breakpoint
CREATE INDEX `members_by_user` ON `members` (`user_id`);--> statement-breakpoint
CREATE INDEX `namespaces_by_parent` ON `namespaces` (`parent_id`);--> statement-breakpoint
CREATE INDEX `namespaces_by_owner` ON `namespaces` (`owner_id`);