/** on no page */
export function NidField() {
  return <input name="nid" minLength={10} maxLength={17} />;
}
