-- Levels whose last count is too long ago, per place and class, and how many were never counted.
-- Called by the board of counts. Budget 100 ms, index count_rhythm_due_idx.
SELECT level.location_id, place.name AS location, rhythm.class_code AS class_code,
       count(*) AS variants, count(*) FILTER (WHERE rhythm.counted_at IS NULL) AS never
FROM inventory_countrhythm rhythm
JOIN inventory_stocklevel level ON level.id = rhythm.level_id AND level.on_hand > 0
JOIN inventory_location place ON place.id = level.location_id AND place.is_active
WHERE rhythm.store_id = %(store_id)s
  AND (rhythm.counted_at IS NULL OR rhythm.counted_at <
       CASE rhythm.class_code WHEN 'a' THEN %(a)s WHEN 'b' THEN %(b)s ELSE %(c)s END)
GROUP BY level.location_id, place.name, place.priority, rhythm.class_code
ORDER BY place.priority, level.location_id, rhythm.class_code
