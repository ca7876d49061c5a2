<h3>মূসক-৬.৩</h3>
<td>{{ number_format($invoice->vat, 2) }}</td>
<td>{{ number_format($item->weight, 3) }} kg</td>
<p>VAT return is due by the 15th of next month</p>
<p>Payment is due by the 15th of next month</p>
