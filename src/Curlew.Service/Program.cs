using Curlew.Service.Hosting;
using Curlew.Service.Security.Access.Command;

return args is [KeyCommand.Word, ..] ? await KeyCommand.RunAsync(args[1..]) : await ServiceHost.RunAsync(args);
