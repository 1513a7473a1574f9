using Curlew.Service.Hosting;

return await ServiceHost.RunAsync(args);
