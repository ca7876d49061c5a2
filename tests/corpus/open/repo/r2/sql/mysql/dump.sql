INSERT INTO `tax_rates` (`id`, `name`, `percentage`, `country`) VALUES
(1, 'VAT 15', '15.0000', 'BD'),
(2, 'VAT 5', '5.0000', 'BD'),
(3, 'Sales tax', '8.2500', 'US'),
(4, 'GST', '18.0000', 'IN'),
(5, 'AIT', '5.0000', 'BD');
INSERT INTO `delivery_zones` (`id`, `name`, `percentage`) VALUES
(1, 'Zone VIP', '15.0000'),
(2, 'Zone B', '5.0000');
