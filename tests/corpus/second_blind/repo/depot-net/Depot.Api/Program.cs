using Depot.Api;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers();
builder.WebHost.ConfigureKestrel(o => o.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(15));
var app = builder.Build();
app.MapControllers();
app.Run();
