export const Summary = ({ net }) => {
  const vat = +(net * 0.15).toFixed(2);
  const ait = net * 0.03;
  const packing = net * 0.03;
  return (
    <ul>
      <li>VAT <b>15%</b>: {vat}</li>
      <li>{`AIT (3%): ${ait}`}</li>
      <li>Packing (3%): {packing}</li>
      <li>{t('VAT will be added at 15%')}</li>
      <Progress value={15} label="VAT sync" />
      <TaxBadge kind="VAT" rate={15} />
      <Rating kind="supplier" rate={5} />
    </ul>
  );
};
