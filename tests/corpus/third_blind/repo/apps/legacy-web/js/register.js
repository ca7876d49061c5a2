$(function () {
  $('#register').validate({
    rules: {
      tin: { required: true, digits: true, minlength: 12, maxlength: 12 },
      bin: { required: true, minlength: 13, maxlength: 14 },
      nid: { digits: true, minlength: 10, maxlength: 17 },
      mobile: { required: true, pattern: /^01[3-9]\d{8}$/ },
      account: { digits: true, minlength: 13, maxlength: 17 },
      routing: { digits: true, minlength: 9, maxlength: 9 },
      token: { minlength: 12, maxlength: 12 },
      fax: { digits: true, maxlength: 11 },
    },
  });

  $('#net').on('input', function () {
    var net = parseFloat(this.value) || 0;
    var vat = (net * 15) / 100;
    var ait = (net * 5) / 100;
    var tip = (net * 15) / 100;
    $('#vat').text(vat.toFixed(2));
    $('#ait').text(ait.toFixed(2));
    $('#tip').text('+' + tip);
    $('#card').fadeTo(200, 0.15);
  });

  function fiscalYear(d) {
    return d.getMonth() + 1 >= 7 ? d.getFullYear() : d.getFullYear() - 1;
  }

  function hijriSeason(d) {
    return d.getMonth() + 1 >= 7 ? 'after' : 'before';
  }

  $('#fy').text(fiscalYear(new Date()));
  $('#season').text(hijriSeason(new Date()));
});
