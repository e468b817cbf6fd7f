-- A duplicate belongs to the subscription of what it was duplicated from.
UPDATE `licenses` SET `subscription_number` = (
  WITH RECURSIVE origin(subscription_number, duplicated_from) AS (
    SELECT one.subscription_number, one.duplicated_from FROM licenses AS one WHERE one.number = licenses.duplicated_from
    UNION ALL
    SELECT one.subscription_number, one.duplicated_from FROM licenses AS one JOIN origin ON one.number = origin.duplicated_from
  )
  SELECT subscription_number FROM origin WHERE subscription_number IS NOT NULL LIMIT 1
) WHERE `duplicated_from` IS NOT NULL;
