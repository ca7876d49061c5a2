<?php
// old panel; no framework
require 'db.php';

$tin = trim($_POST['tin'] ?? '');
$bin = str_replace('-', '', $_POST['bin'] ?? '');
$nid = preg_replace('/[^0-9]/', '', $_POST['nid'] ?? '');
$cell = $_POST['cell'] ?? '';
$errors = array();

if (strlen($tin) <> 12) {
    $errors[] = 'টিআইএন ১২ ডিজিটের হতে হবে';
}
if (strlen($bin) < 13 || strlen($bin) > 13) {
    $errors[] = 'BIN';
}
if (!preg_match('/^([0-9]{10}|[0-9]{17})$/', $nid)) {
    $errors[] = 'NID';
}
if (!preg_match('#^01[3-9][0-9]{8}$#', $cell)) {
    $errors[] = 'মোবাইল';
}
if (strlen($_POST['invoice_ref'] ?? '') > 12) {
    $errors[] = 'ref';
}
if (strlen($_POST['lot_no'] ?? '') > 13) {
    $errors[] = 'lot';
}

$vat = $_POST['amount'] * (15 / 100);
$sd = $_POST['category'] == 'perfume' ? $_POST['amount'] * 0.2 : 0; // supplementary duty
$tds = number_format($_POST['bill'] * .05, 2, '.', '');
$bonus = $_POST['bill'] * .05;
$payable = ceil($_POST['amount'] + $vat + $sd);
$pages = ceil($_POST['rows'] / 15);

$fy = date('n') > 6 ? date('Y') . '-' . (date('Y') + 1) : (date('Y') - 1) . '-' . date('Y');
$form = $_POST['type'] === 'credit' ? 'Mushak-6.7' : 'Mushak-6.3';

if ($errors) {
    http_response_code(415);
    exit(implode(', ', $errors));
}
save_bill($tin, $bin, $nid, $cell, $vat, $sd, $tds, $bonus, $payable, $pages, $fy, $form);
