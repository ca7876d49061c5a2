export const NidField = (p: Props) => (
  <Field {...p} inputMode="numeric" minLength={10} maxLength={17} />
);

export const TinField = (p: Props) => <Masked {...p} mask="0000-0000-0000" />;

export const MobileField = ({ value, onChange }: Props) => (
  <input value={value} onChange={onChange} maxLength={11} pattern="01[3-9]\d{8}" />
);

export const SearchField = (p: Props) => <input {...p} maxLength={17} />;
export const AmountField = (p: Props) => <Masked {...p} mask="0000-0000-0000" />;
export const BinPicker = (p: Props) => <Select {...p} visibleRows={13} />;
export const PhoneIcon = () => <svg width={11} height={11} />;
