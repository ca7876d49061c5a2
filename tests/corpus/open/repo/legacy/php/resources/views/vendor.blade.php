{{-- TIN has 12 digits --}}
<form>
  <label>TIN (12 digits)</label>
  <input name="tin" maxlength="12" value="{{ old('tin') }}">
  <input name="bin" pattern="\d{13}">
  <input name="mobile" placeholder="01XXXXXXXXX">
  <input name="cheque" maxlength="10">
  <!-- VAT 15% -->
  <td>VAT (15%)</td>
  <td>Off 15%</td>
  <h1>Mushak-6.3</h1>
</form>
