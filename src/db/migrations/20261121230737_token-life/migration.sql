ALTER TABLE `access_tokens` ADD `expires_on` text;--> statement-breakpoint
ALTER TABLE `access_tokens` ADD `revoked` integer DEFAULT false NOT NULL;