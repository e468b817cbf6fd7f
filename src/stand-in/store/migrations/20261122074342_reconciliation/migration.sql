ALTER TABLE `subscriptions` ADD `next_reconciliation_date` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `display_alert_from` text;