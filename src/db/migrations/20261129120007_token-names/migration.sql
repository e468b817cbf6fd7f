ALTER TABLE `access_tokens` ADD `name` text;--> statement-breakpoint
ALTER TABLE `access_tokens` ADD `created_at` integer;