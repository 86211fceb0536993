-- Drafts that do not fit their orders. Called by balcao verify. One pass over all drafts; no budget.
SELECT d.number,
       format('%s, %s orders, quoted %s, ordered %s', d.state, count(o.id), d.total_minor,
              min(o.total_minor)) AS detail
FROM drafts_draft d
LEFT JOIN orders_order o ON o.draft_id = d.id AND o.state <> 'voided'
GROUP BY d.id, d.number, d.state, d.total_minor
HAVING count(o.id) <> CASE WHEN d.state = 'ordered' THEN 1 ELSE 0 END
    OR bool_or(o.total_minor IS DISTINCT FROM d.total_minor AND o.id IS NOT NULL)
ORDER BY 1
