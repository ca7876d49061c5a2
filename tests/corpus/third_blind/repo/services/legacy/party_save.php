<?php
// old counter program; still used in two outlets
$tin = trim($_POST['tin']);
$bin = trim($_POST['bin']);
$nid = trim($_POST['nid']);
$mob = trim($_POST['mobile']);

if (strlen($tin) != 12) die('TIN');
if (!preg_match('/^[0-9]{9}-[0-9]{4}$/', $bin)) die('BIN');
if (!in_array(strlen($nid), [10, 13, 17])) die('NID');
if (!preg_match('/^01[3-9][0-9]{8}$/', $mob)) die('mobile');
if (strlen($_POST['cheque']) != 10) die('cheque');
if (strlen($_POST['account']) != 13) die('account');
if (strlen($_POST['slip']) > 12) die('slip');
if (strlen($_POST['bkash_trx']) != 10) die('trx');

$mobile_hint = 'Mobile number: 11 digits';
$tin_hint = 'TIN: 12 digits';
$bin_hint = 'BIN: 9 digits, a hyphen and 4 digits';
$nid_hint = 'NID: 10, 13 or 17 digits';
$slip_hint = 'Slip: up to 12 signs';
