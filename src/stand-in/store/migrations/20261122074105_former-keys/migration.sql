CREATE TABLE `former_keys` (
	`key` text PRIMARY KEY,
	`license_number` integer NOT NULL,
	CONSTRAINT `fk_former_keys_license_number_licenses_number_fk` FOREIGN KEY (`license_number`) REFERENCES `licenses`(`number`)
);
