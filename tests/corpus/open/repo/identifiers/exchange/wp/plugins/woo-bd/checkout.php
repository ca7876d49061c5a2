<?php
add_action('woocommerce_checkout_process', function () {
    $phone = sanitize_text_field($_POST['billing_phone'] ?? '');
    if (!preg_match('/^01[3-9]\d{8}$/', $phone)) {
        wc_add_notice('Mobile number must be 11 digits', 'error');
    }
    $bin = $_POST['billing_bin'] ?? '';
    if ($bin !== '' && strlen($bin) !== 13) {
        wc_add_notice('BIN', 'error');
    }
    $gift = $_POST['gift_card'] ?? '';
    if ($gift !== '' && strlen($gift) !== 13) {
        wc_add_notice('Gift card', 'error');
    }
});

add_filter('woocommerce_billing_fields', function ($fields) {
    $fields['billing_tin'] = ['label' => 'TIN', 'maxlength' => 12];
    $fields['billing_nid'] = ['label' => 'NID', 'custom_attributes' => ['minlength' => 10, 'maxlength' => 17]];
    $fields['billing_zip'] = ['label' => 'Zip', 'maxlength' => 12];
    return $fields;
});
