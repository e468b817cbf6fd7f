CREATE TABLE `billing_account_contacts` (
	`id` integer PRIMARY KEY,
	`billing_account_id` integer NOT NULL,
	`zuora_contact_id` text NOT NULL UNIQUE,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`company` text NOT NULL,
	`bill_to` integer DEFAULT false NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	CONSTRAINT `fk_billing_account_contacts_billing_account_id_billing_accounts_id_fk` FOREIGN KEY (`billing_account_id`) REFERENCES `billing_accounts`(`id`)
);
--> statement-breakpoint
CREATE TABLE `billing_account_memberships` (
	`id` integer PRIMARY KEY,
	`customer_id` integer NOT NULL UNIQUE,
	`billing_account_id` integer NOT NULL,
	CONSTRAINT `fk_billing_account_memberships_customer_id_customers_id_fk` FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`),
	CONSTRAINT `fk_billing_account_memberships_billing_account_id_billing_accounts_id_fk` FOREIGN KEY (`billing_account_id`) REFERENCES `billing_accounts`(`id`)
);
--> statement-breakpoint
CREATE TABLE `billing_accounts` (
	`id` integer PRIMARY KEY,
	`name` text NOT NULL,
	`zuora_account_id` text NOT NULL UNIQUE,
	`salesforce_account_id` text,
	`reseller` integer DEFAULT false NOT NULL,
	`created_at` text,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `cloud_activations` (
	`id` integer PRIMARY KEY,
	`customer_id` integer NOT NULL,
	`subscription_number` integer NOT NULL,
	`activation_code` text NOT NULL UNIQUE,
	`issued_on` text,
	`withdrawn` integer DEFAULT false NOT NULL,
	`super_sonics_aware` integer DEFAULT true NOT NULL,
	CONSTRAINT `fk_cloud_activations_customer_id_customers_id_fk` FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`),
	CONSTRAINT `fk_cloud_activations_subscription_number_subscriptions_number_fk` FOREIGN KEY (`subscription_number`) REFERENCES `subscriptions`(`number`)
);
--> statement-breakpoint
CREATE TABLE `customer_links` (
	`token` text PRIMARY KEY,
	`customer_id` integer NOT NULL,
	`purpose` text NOT NULL,
	`expires_at` text NOT NULL,
	CONSTRAINT `fk_customer_links_customer_id_customers_id_fk` FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`)
);
--> statement-breakpoint
CREATE TABLE `customers` (
	`id` integer PRIMARY KEY,
	`name` text NOT NULL,
	`email` text NOT NULL UNIQUE,
	`company` text NOT NULL,
	`password_digest` text,
	`login_activated` integer DEFAULT true NOT NULL,
	`confirmed_at` text,
	`provider` text,
	`uid` integer,
	`username` text,
	`access_token` text,
	`created_at` text,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `mails` (
	`id` integer PRIMARY KEY,
	`at` text NOT NULL,
	`kind` text NOT NULL,
	`to` text NOT NULL,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`html` text NOT NULL,
	`attachments` text NOT NULL,
	`subscription_number` integer,
	`license_number` integer,
	`delivery` text,
	`delivery_answer` text,
	CONSTRAINT `fk_mails_subscription_number_subscriptions_number_fk` FOREIGN KEY (`subscription_number`) REFERENCES `subscriptions`(`number`),
	CONSTRAINT `fk_mails_license_number_licenses_number_fk` FOREIGN KEY (`license_number`) REFERENCES `licenses`(`number`)
);
--> statement-breakpoint
CREATE TABLE `self_managed_instance_activations` (
	`id` integer PRIMARY KEY,
	`activated_at` text,
	`self_managed_instance_id` integer NOT NULL,
	`cloud_activation_id` integer NOT NULL,
	CONSTRAINT `fk_self_managed_instance_activations_self_managed_instance_id_self_managed_instances_id_fk` FOREIGN KEY (`self_managed_instance_id`) REFERENCES `self_managed_instances`(`id`),
	CONSTRAINT `fk_self_managed_instance_activations_cloud_activation_id_cloud_activations_id_fk` FOREIGN KEY (`cloud_activation_id`) REFERENCES `cloud_activations`(`id`),
	CONSTRAINT `self_managed_instance_activations_cloud_activation_id_self_managed_instance_id_unique` UNIQUE(`cloud_activation_id`,`self_managed_instance_id`)
);
--> statement-breakpoint
CREATE TABLE `self_managed_instances` (
	`id` integer PRIMARY KEY,
	`instance_identifier` text NOT NULL UNIQUE,
	`hostname` text,
	`gitlab_version` text
);
--> statement-breakpoint
CREATE TABLE `versions` (
	`id` integer PRIMARY KEY,
	`item_type` text NOT NULL,
	`item_id` integer NOT NULL,
	`event` text NOT NULL,
	`whodunnit` text,
	`object_changes` text NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `licenses` ADD `customer_id` integer REFERENCES customers(id);--> statement-breakpoint
ALTER TABLE `licenses` ADD `creator` text;--> statement-breakpoint
ALTER TABLE `licenses` ADD `notes` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `sold_to_contact_id` integer REFERENCES billing_account_contacts(id);--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `deployment` text DEFAULT 'self-managed' NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `cloud_licensing` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `operational_metrics` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `seat_reconciliation` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `auto_renew` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `gl_namespace_id` integer;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `gl_namespace_name` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX `contacts_by_account` ON `billing_account_contacts` (`billing_account_id`);--> statement-breakpoint
CREATE INDEX `memberships_by_account` ON `billing_account_memberships` (`billing_account_id`);--> statement-breakpoint
CREATE INDEX `cloud_activations_by_subscription` ON `cloud_activations` (`subscription_number`);--> statement-breakpoint
CREATE INDEX `cloud_activations_by_customer` ON `cloud_activations` (`customer_id`);--> statement-breakpoint
CREATE INDEX `mails_by_delivery` ON `mails` (`delivery`);--> statement-breakpoint
CREATE INDEX `versions_by_item` ON `versions` (`item_type`,`item_id`,`id`);