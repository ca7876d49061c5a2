<div class="sheet">
    <h2>Mushak-6.3</h2>
    <p>VAT @ 15%</p>
    <p>TDS @ 5%</p>
    <p>Discount @ 15%</p>
    <p>Commission @ 5%</p>
    <p>{{ number_format($challan->total, 2) }}</p>
    <p>{{ number_format($challan->gross_weight, 3) }} kg</p>
    <small>Section 6.3 of the delivery manual</small>
</div>
