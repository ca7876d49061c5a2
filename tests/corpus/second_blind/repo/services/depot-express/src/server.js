const express = require('express');
const dealers = require('./routes/dealers');
const invoices = require('./routes/invoices');

const app = express();
app.use(express.json({ limit: '15mb' }));
app.use('/dealers', dealers);
app.use('/invoices', invoices);
app.use((err, req, res, next) => res.status(err.status || 500).json({ error: err.message }));

const server = app.listen(process.env.PORT || 9115);
server.keepAliveTimeout = 15 * 1000;
