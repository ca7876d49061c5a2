export const challanHtml = (c: Challan) => `
<table class="lines" cellpadding="5" width="15%">
  <tr><th>SD (20%)</th><th>VAT (15%)</th></tr>
  <tr><td>Trade discount 5%</td></tr>
</table>
<p>VAT at the rate of 15% is included.</p>
`;
