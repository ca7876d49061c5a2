<?php

return [
    'vat_line' => 'VAT (15%)',
    'sd_line' => 'SD (20%)',
    'tds_line' => 'Less TDS @ 5%',
    'delivery' => 'Delivery (15%)',
    'vat_on' => 'VAT was switched on 15 days ago',
];
