export function TinField() {
  return <input name="tin" maxLength={12} pattern="[0-9]{12}" />;
}

export function OldTinField() {
  return <input name="tin" maxLength={10} />;
}
