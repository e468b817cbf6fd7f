ALTER TABLE `licenses` ADD `number` integer;--> statement-breakpoint
CREATE INDEX `licenses_number` ON `licenses` (`number`);