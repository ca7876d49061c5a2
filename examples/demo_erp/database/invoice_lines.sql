-- The lines of one challan with their items: what the counter prints when a customer asks for a copy.
SELECT line.line_no, item.code, item.description, line.quantity_milli, line.amount_paisa, line.sd_paisa
FROM invoice_line AS line
JOIN item ON item.id = line.item_id
WHERE line.invoice_id = 21
ORDER BY line.line_no;
