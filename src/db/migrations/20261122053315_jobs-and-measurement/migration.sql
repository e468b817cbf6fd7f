CREATE TABLE `jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT,
	`cause` text NOT NULL,
	`enqueued_at` integer NOT NULL,
	`next_run_at` integer,
	`attempts` integer NOT NULL,
	`last_error` text,
	`timestamp` text NOT NULL,
	`license_key` text NOT NULL,
	`max_historical_user_count` integer NOT NULL,
	`billable_users_count` integer
);
--> statement-breakpoint
ALTER TABLE `users` ADD `measured` integer;--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`next_run_at`,`id`);--> statement-breakpoint
CREATE INDEX `user_counts_by_day` ON `user_counts` (`on`,`count`);