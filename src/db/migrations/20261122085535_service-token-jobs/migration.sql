CREATE TABLE `service_token_jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT,
	`cause` text NOT NULL,
	`enqueued_at` integer NOT NULL,
	`next_run_at` integer,
	`attempts` integer NOT NULL,
	`last_error` text,
	`license_row` integer
);
--> statement-breakpoint
CREATE INDEX `service_token_jobs_due` ON `service_token_jobs` (`next_run_at`,`id`);