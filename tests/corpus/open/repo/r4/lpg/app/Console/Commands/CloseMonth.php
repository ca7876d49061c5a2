<?php

class CloseMonth extends Command
{
    protected $signature = 'month:close {--vat=15} {--days=15}';
    const DISTRIBUTOR_TDS = 0.05;
    const DISTRIBUTOR_MARGIN = 0.05;

    public function handle()
    {
        $vat = $this->option('vat') ?: 15;
        $chunk = $this->option('days') ?: 15;
        $this->info("Deducting TDS at 5%");
        $this->info("Deducting security at 5%");
    }
}
