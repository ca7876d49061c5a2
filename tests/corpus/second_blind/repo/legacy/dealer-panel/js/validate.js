/* jQuery panel of 2016, still in use by three depots */
(function ($) {
  var patterns = {
    etin: /^\d{12}$/,
    nepal_pan: /^\d{9}$/,
    cell: /^(?:\+88)?0?1[3-9]\d{8}$/,
    zip: /^\d{4}$/
  };

  // var tinLength = 10; // the old TIN
  // if (bin.length != 9) return;
  /* nid: /^\d{13}$/,
     cell: /^011\d{8}$/
     vat = 4.5
     tds = 0.03 */

  $.fn.checkDealer = function () {
    var f = this, bad = [];
    if ($.trim(f.find('#tin').val()).length != 12) bad.push('TIN (12 digits)');
    if (!/^\d{9}\-\d{4}$/.test(f.find('#bin').val())) bad.push('BIN');
    var nid = f.find('#nid').val().replace(/\s/g, '');
    if (!(nid.length == 10 || nid.length == 13 || nid.length == 17)) bad.push('NID');
    if (f.find('#phone').val().length < 11) bad.push('Mobile');
    if (f.find('#trade').val().length > 17) bad.push('Trade licence');
    if (f.find('#cheque').val().length != 13) bad.push('Cheque leaf');
    if (f.find('#slip').val().length < 11) bad.push('Deposit slip');
    if (bad.length) alert('Please correct: ' + bad.join(', '));
    return bad.length === 0;
  };

  $('#tin').attr('maxlength', 12);
  $('#bin').attr('maxlength', 14);
  $('#parcel').attr('maxlength', 14);
  $('.fade-in').css({ opacity: 0.15, lineHeight: 1.15 });

  window.billTotal = function (amt, withVat) {
    var t = withVat ? amt * 1.15 : amt;
    return parseFloat(t.toFixed(2));
  };
})(jQuery);
