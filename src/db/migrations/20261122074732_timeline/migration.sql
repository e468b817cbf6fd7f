CREATE TABLE `events` (
	`id` integer PRIMARY KEY AUTOINCREMENT,
	`at` integer NOT NULL,
	`event` text NOT NULL
);
