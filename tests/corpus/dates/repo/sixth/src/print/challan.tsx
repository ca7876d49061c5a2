export const Challan = ({ inv }: Props) => (
  <section>
    <h1>কর চালানপত্র (মূসক-৬.৩)</h1>
    <td className="num">{inv.lines[0].unitPrice.toFixed(2)}</td>
    <td className="num">{inv.lines[0].qty.toFixed(3)}</td>
    <td>{Number(inv.sdAmount).toFixed(2)}</td>
    <footer>v6.3.0 · page 6.1</footer>
  </section>
);
Challan.formNo = 'Mushak 6.3';
Challan.paper = { width: 6.3, height: 9.1 };
