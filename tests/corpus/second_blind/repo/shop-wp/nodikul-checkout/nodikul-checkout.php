<?php
/**
 * Plugin Name: Nodikul checkout
 * Version: 6.3
 * Description: Asks for a BIN of 13 digits and adds VAT of 15%
 */

define('NODIKUL_VAT', 0.15);
define('NODIKUL_BIN_LEN', 13);
define('NODIKUL_CART_DAYS', 15);
define('NODIKUL_SLUG_LEN', 13);

add_filter('woocommerce_checkout_fields', function ($fields) {
    $fields['billing']['billing_phone']['custom_attributes'] = ['pattern' => '01[3-9][0-9]{8}', 'maxlength' => 11];
    $fields['billing']['billing_tin'] = ['label' => 'TIN', 'maxlength' => 12, 'required' => false];
    $fields['billing']['billing_nid'] = ['label' => 'NID', 'minlength' => 10, 'maxlength' => 17];
    $fields['order']['order_gift'] = ['label' => 'Gift message', 'maxlength' => 12];
    $fields['order']['order_flat'] = ['label' => 'Flat', 'maxlength' => 17];
    $fields['order']['order_lift'] = ['label' => 'Lift code', 'maxlength' => 11];

    return $fields;
});

add_action('woocommerce_checkout_process', function () {
    $phone = sanitize_text_field($_POST['billing_phone'] ?? '');
    if (!preg_match('/^(?:\+?88)?01[3-9]\d{8}$/', $phone)) {
        wc_add_notice('Please give a mobile number of Bangladesh', 'error');
    }
    $bin = preg_replace('/\D/', '', $_POST['billing_bin'] ?? '');
    if ($bin && strlen($bin) !== NODIKUL_BIN_LEN) {
        wc_add_notice('BIN ১৩ সংখ্যার', 'error');
    }
});

add_action('woocommerce_cart_calculate_fees', function ($cart) {
    $vat = round($cart->get_subtotal() * NODIKUL_VAT, 2);
    $cart->add_fee('VAT', $vat);
    $cart->add_fee('Gift wrap', $cart->get_subtotal() * 0.015);
});
