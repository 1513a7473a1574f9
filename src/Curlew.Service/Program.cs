using Curlew.Service.Hosting;
using Curlew.Service.Pipelines;
using Curlew.Service.Security.Access.Command;

return args switch
{
    [KeyCommand.Word, ..] => await KeyCommand.RunAsync(args[1..]),
    _ when PipelineCommand.IsMeant(args) => await PipelineCommand.RunAsync(args),
    _ => await ServiceHost.RunAsync(args),
};
