CREATE TABLE `licenses` (
	`number` integer PRIMARY KEY,
	`subscription_number` integer,
	`attributes` text NOT NULL,
	`key` text NOT NULL,
	CONSTRAINT `fk_licenses_subscription_number_subscriptions_number_fk` FOREIGN KEY (`subscription_number`) REFERENCES `subscriptions`(`number`)
);
--> statement-breakpoint
CREATE TABLE `subscriptions` (
	`number` integer PRIMARY KEY,
	`zuora_id` text NOT NULL,
	`activation_code` text UNIQUE,
	`kind` text NOT NULL,
	`trial` integer NOT NULL,
	`company` text NOT NULL,
	`email` text NOT NULL,
	`contact_name` text NOT NULL,
	`activated_at` text
);
--> statement-breakpoint
CREATE TABLE `terms` (
	`subscription_number` integer NOT NULL,
	`position` integer NOT NULL,
	`plan` text NOT NULL,
	`seats` integer,
	`starts_on` text NOT NULL,
	`expires_on` text NOT NULL,
	CONSTRAINT `terms_pk` PRIMARY KEY(`subscription_number`, `position`),
	CONSTRAINT `fk_terms_subscription_number_subscriptions_number_fk` FOREIGN KEY (`subscription_number`) REFERENCES `subscriptions`(`number`)
);
--> statement-breakpoint
CREATE INDEX `licenses_by_subscription` ON `licenses` (`subscription_number`,`number`);