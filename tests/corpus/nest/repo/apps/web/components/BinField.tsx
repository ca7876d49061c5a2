export default function BinField() {
  return <input name="bin" maxLength={13} />;
}
