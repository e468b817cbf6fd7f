-- Whom was sold to, by address, is a customer with a billing account; each way to write to them is a contact of that.
INSERT INTO `customers` (`id`, `name`, `email`, `company`)
SELECT row_number() OVER (ORDER BY min(`number`)), `contact_name`, lower(`email`), `company` FROM `subscriptions` GROUP BY lower(`email`);
--> statement-breakpoint
INSERT INTO `billing_accounts` (`id`, `name`, `zuora_account_id`)
SELECT `id`, `company`, lower(hex(randomblob(16))) FROM `customers`;
--> statement-breakpoint
INSERT INTO `billing_account_memberships` (`id`, `customer_id`, `billing_account_id`) SELECT `id`, `id`, `id` FROM `customers`;
--> statement-breakpoint
INSERT INTO `billing_account_contacts` (`id`, `billing_account_id`, `zuora_contact_id`, `name`, `email`, `company`)
SELECT row_number() OVER (ORDER BY min(s.`number`)), c.`id`, lower(hex(randomblob(16))), s.`contact_name`, s.`email`, s.`company`
FROM `subscriptions` s JOIN `customers` c ON c.`email` = lower(s.`email`)
GROUP BY s.`email`, s.`contact_name`, s.`company`;
--> statement-breakpoint
UPDATE `billing_account_contacts` SET `bill_to` = 1 WHERE `id` IN (SELECT min(`id`) FROM `billing_account_contacts` GROUP BY `billing_account_id`);
--> statement-breakpoint
-- Codes: the one that was sold, if another one has taken its place, and the one of today.
INSERT INTO `cloud_activations` (`customer_id`, `subscription_number`, `activation_code`, `withdrawn`)
SELECT c.`id`, s.`number`, s.`sold_code`, 1 FROM `subscriptions` s JOIN `customers` c ON c.`email` = lower(s.`email`)
WHERE s.`sold_code` IS NOT NULL ORDER BY s.`number`;
--> statement-breakpoint
INSERT INTO `cloud_activations` (`customer_id`, `subscription_number`, `activation_code`, `issued_on`)
SELECT c.`id`, s.`number`, s.`activation_code`, s.`code_issued_on` FROM `subscriptions` s JOIN `customers` c ON c.`email` = lower(s.`email`)
WHERE s.`activation_code` IS NOT NULL ORDER BY s.`number`;
--> statement-breakpoint
INSERT INTO `self_managed_instances` (`instance_identifier`)
SELECT `code_used_by` FROM `subscriptions` WHERE `code_used_by` IS NOT NULL GROUP BY `code_used_by` ORDER BY min(`number`);
--> statement-breakpoint
INSERT INTO `self_managed_instance_activations` (`activated_at`, `self_managed_instance_id`, `cloud_activation_id`)
SELECT CASE WHEN s.`sold_code` IS NULL THEN s.`activated_at` END, i.`id`, a.`id` FROM `subscriptions` s
JOIN `cloud_activations` a ON a.`activation_code` = s.`activation_code` JOIN `self_managed_instances` i ON i.`instance_identifier` = s.`code_used_by`
ORDER BY s.`number`;
--> statement-breakpoint
UPDATE `licenses` SET `customer_id` = (SELECT c.`id` FROM `subscriptions` s JOIN `customers` c ON c.`email` = lower(s.`email`)
WHERE s.`number` = `licenses`.`subscription_number`) WHERE `subscription_number` IS NOT NULL;
--> statement-breakpoint
-- Files of legacy subscriptions were once for the whole term; a subscription's license says twelve months now. The issued file
-- stands all the same: as the license that it says now.
UPDATE `licenses` SET `attributes_as_issued` = (
  SELECT json_replace(said, '$.expires_at', until, '$.notify_admins_at', until, '$.notify_users_at', until, '$.block_changes_at', date(until, '+14 days'))
  FROM (SELECT coalesce(`attributes_as_issued`, `attributes`) AS said, CASE WHEN json_extract(coalesce(`attributes_as_issued`, `attributes`), '$.issued_at') LIKE '%-02-29'
    THEN date(json_extract(coalesce(`attributes_as_issued`, `attributes`), '$.issued_at'), '+1 year', '-1 day')
    ELSE date(json_extract(coalesce(`attributes_as_issued`, `attributes`), '$.issued_at'), '+1 year') END AS until))
WHERE `duplicated_from` IS NULL AND `subscription_number` IN (SELECT `number` FROM `subscriptions` WHERE `kind` = 'legacy')
AND json_extract(coalesce(`attributes_as_issued`, `attributes`), '$.expires_at') > date(json_extract(coalesce(`attributes_as_issued`, `attributes`), '$.issued_at'), '+1 year');
--> statement-breakpoint
ALTER TABLE `reports` RENAME TO `license_seat_links`;--> statement-breakpoint
DROP INDEX IF EXISTS `reports_by_subscription`;--> statement-breakpoint
CREATE INDEX `seat_links_by_subscription` ON `license_seat_links` (`subscription_number`,`id`);--> statement-breakpoint
CREATE TABLE `__new_subscriptions` (
	`number` integer PRIMARY KEY,
	`zuora_id` text NOT NULL,
	`trial` integer NOT NULL,
	`activated_at` text,
	`cancelled` integer DEFAULT false NOT NULL,
	`next_reconciliation_date` text,
	`display_alert_from` text,
	`sold_to_contact_id` integer NOT NULL,
	`deployment` text DEFAULT 'self-managed' NOT NULL,
	`cloud_licensing` text,
	`operational_metrics` integer DEFAULT false NOT NULL,
	`seat_reconciliation` integer DEFAULT false NOT NULL,
	`auto_renew` integer DEFAULT false NOT NULL,
	`gl_namespace_id` integer,
	`gl_namespace_name` text,
	`version` integer DEFAULT 1 NOT NULL,
	CONSTRAINT `fk_subscriptions_sold_to_contact_id_billing_account_contacts_id_fk` FOREIGN KEY (`sold_to_contact_id`) REFERENCES `billing_account_contacts`(`id`)
);
--> statement-breakpoint
INSERT INTO `__new_subscriptions` (`number`, `zuora_id`, `trial`, `activated_at`, `cancelled`, `next_reconciliation_date`, `display_alert_from`, `sold_to_contact_id`, `cloud_licensing`)
SELECT s.`number`, s.`zuora_id`, s.`trial`, s.`activated_at`, s.`cancelled`, s.`next_reconciliation_date`, s.`display_alert_from`, c.`id`,
CASE s.`kind` WHEN 'cloud' THEN 'yes' WHEN 'offline' THEN 'offline' ELSE 'no' END
FROM `subscriptions` s JOIN `billing_account_contacts` c ON c.`email` = s.`email` AND c.`name` = s.`contact_name` AND c.`company` = s.`company`;
--> statement-breakpoint
DROP TABLE `subscriptions`;--> statement-breakpoint
ALTER TABLE `__new_subscriptions` RENAME TO `subscriptions`;
