<?php

it('stores a supplier', function () {
    $payload = [
        'tin' => '555544443333',
        'bin' => '000999888-0101',
        'nid' => '5544332211',
        'mobile' => '01300000000',
        'tds_rate' => 7,
    ];
    $this->postJson('/suppliers', $payload)->assertCreated();
});
