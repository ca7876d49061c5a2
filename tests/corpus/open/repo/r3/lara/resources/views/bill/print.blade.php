<table>
  <tr><td>VAT ({{ $vat ?? 15 }}%)</td><td>{{ number_format($net * 0.15, 2) }}</td></tr>
  <tr><td>Vat 15%</td></tr>
  <tr><td>Less: TDS 5%</td></tr>
  <tr><td>Less: special discount 5%</td></tr>
  <img width="15" alt="VAT">
</table>
