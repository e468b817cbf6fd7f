CREATE TABLE `reports` (
	`id` integer PRIMARY KEY,
	`subscription_number` integer NOT NULL,
	`received_at` text NOT NULL,
	`license_number` integer NOT NULL,
	`body` text NOT NULL,
	CONSTRAINT `fk_reports_subscription_number_subscriptions_number_fk` FOREIGN KEY (`subscription_number`) REFERENCES `subscriptions`(`number`)
);
--> statement-breakpoint
CREATE INDEX `licenses_by_key` ON `licenses` (`key`);--> statement-breakpoint
CREATE INDEX `reports_by_subscription` ON `reports` (`subscription_number`,`id`);