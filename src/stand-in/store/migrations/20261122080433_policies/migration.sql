CREATE TABLE `policies` (
	`name` text PRIMARY KEY,
	`value` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `reports` ADD `answer` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `code_issued_on` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `code_used_by` text;