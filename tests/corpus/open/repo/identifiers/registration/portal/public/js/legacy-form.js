$(function () {
  $.validator.addMethod('bdmobile', function (v) {
    return /^(\+8801|01)[3-9][0-9]{8}$/.test(v);
  });
  $('#vendor').validate({
    rules: {
      tin: { required: true, digits: true, minlength: 12, maxlength: 12 },
      bin_no: { rangelength: [13, 13] },
      trade_license: { maxlength: 13 },
      card_no: { creditcard: true, minlength: 13 },
    },
    messages: {
      tin: 'Please enter 12 digit TIN',
      bin_no: 'Please enter 13 digit BIN',
      card_no: 'Please enter 13 digit card number',
    },
  });
  $('#nid').attr('maxlength', 17);
  $('#tin').inputmask('999999999999');
  $('#coupon').attr('maxlength', 12);
  $('#otp').inputmask('999999');
});
