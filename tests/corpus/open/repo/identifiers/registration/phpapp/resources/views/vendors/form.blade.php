<form>
  <input type="text" name="tin" value="{{ old('tin') }}" maxlength="12">
  <input type="text" name="nid" pattern="\d{10}|\d{13}|\d{17}">
  <input type="text" name="mobile" pattern="^01[3-9]\d{8}$" placeholder="01XXXXXXXXX">
  <input type="text" name="token" maxlength="12">
  {{-- <input name="bin" maxlength="9"> --}}
  <p>Hotline: 01711-000000</p>
</form>
