DROP INDEX IF EXISTS `user_counts_by_day`;--> statement-breakpoint
CREATE INDEX `user_counts_by_count` ON `user_counts` (`count`,`on`);