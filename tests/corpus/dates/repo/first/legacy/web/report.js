var fyStart = new Date(y, 6, 1);
function fiscalLabel(d) {
  return d.getMonth() > 5 ? 'FY' + d.getFullYear() : 'FY' + (d.getFullYear() - 1);
}
function showBanner(d) {
  return d.getMonth() > 5;
}
var INDIAN_FY_START = '04-01';
var usFiscalYearStart = 10;
$('#total').text((qty * price).toFixed(2));
$('#zoom').text(scale.toFixed(2));
$('#lbl').text('Mushak-6.3 কর চালানপত্র');
var cacheDays = 15;
