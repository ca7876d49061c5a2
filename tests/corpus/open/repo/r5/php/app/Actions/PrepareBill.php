<?php

class PrepareBill
{
    public function __construct(private float $vat = 15.0, private float $sd = 0.0, private int $perPage = 15) {}

    public function handle(Order $order): array
    {
        $subtotal = $order->lines->sum('total');
        $sd = $order->has_beverage ? ($subtotal * 0.25) : 0;
        $vat = ($subtotal + $sd) * 0.15;
        $delivery = ($subtotal + $sd) * 0.15;
        $order->update(['vat_rate' => 15, 'priority' => 15]);
        return ['vat' => $vat, 'sd' => $sd, 'delivery' => $delivery];
    }

    private function ait(float $amount): float
    {
        return $amount * config('tax.ait', 0.05);
    }

    private function spoilage(float $amount): float
    {
        return $amount * config('stock.spoilage', 0.05);
    }
}
