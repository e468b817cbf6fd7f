-- The keys of offline subscriptions once said when the code was first used; a subscription's license says it no more. The
-- issued key stands all the same: as the license that it says now.
UPDATE `licenses` SET `attributes_as_issued` = json_remove(coalesce(`attributes_as_issued`, `attributes`), '$.activated_at')
WHERE `subscription_number` IN (SELECT `number` FROM `subscriptions` WHERE `kind` = 'offline')
AND json_extract(coalesce(`attributes_as_issued`, `attributes`), '$.activated_at') IS NOT NULL;
