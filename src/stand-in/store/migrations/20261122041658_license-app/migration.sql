ALTER TABLE `licenses` ADD `duplicated_from` integer REFERENCES licenses(number);--> statement-breakpoint
ALTER TABLE `licenses` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `licenses` ADD `attributes_as_issued` text;--> statement-breakpoint
ALTER TABLE `licenses` ADD `issued_at` text;--> statement-breakpoint
ALTER TABLE `licenses` ADD `saved_at` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `cancelled` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `sold_code` text;--> statement-breakpoint
ALTER TABLE `terms` ADD `renewal` text;