using Curlew.Storage.Database;
using Curlew.Storage.Outcomes;
using Microsoft.AspNetCore.Diagnostics;

namespace Curlew.Service.Problems;

/// <summary>Sees to it that whatever goes wrong is answered with problem details, and that no internals are in them.</summary>
internal static class ProblemHandling
{
    /// <summary>Answers exceptions, and answers without a body, as problems.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context =>
                ForException(context.Features.Get<IExceptionHandlerFeature>()!.Error).ExecuteAsync(context),
            // A client's fault is no event of the service's log.
            SuppressDiagnosticsCallback = handled => handled.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePages(context => AnswerAsync(context.HttpContext));
        app.UseRequestTimeouts();
    }

    private static IResult ForException(Exception exception) => exception switch
    {
        BadHttpRequestException bad => Problem.Of(ProblemType.ForStatus(bad.StatusCode), bad.Message),
        OutcomesUnavailableException { Fault: OutcomesFault.Missing } outcomes => Problem.Of(ProblemType.OutcomesGone, outcomes.Message),
        OutcomesUnavailableException { Fault: OutcomesFault.Damaged } outcomes => Problem.Of(ProblemType.OutcomesDamaged, outcomes.Message),
        OutcomesUnavailableException outcomes => Problem.Of(ProblemType.InternalError, outcomes.Message),
        _ when DatabaseFault.Of(exception) is { } fault => new DatabaseProblem(fault),
        _ => Problem.Of(ProblemType.InternalError, "The service's log says more."),
    };

    private static Task AnswerAsync(HttpContext context)
    {
        var type = ProblemType.ForStatus(context.Response.StatusCode);
        var detail = type.Status switch
        {
            StatusCodes.Status405MethodNotAllowed =>
                $"{context.Request.Method} is not allowed on {context.Request.Path}; allowed: {context.Response.Headers.Allow}.",
            StatusCodes.Status404NotFound => $"There is nothing at {context.Request.Path}; /swagger shows what there is.",
            StatusCodes.Status415UnsupportedMediaType =>
                "Send definitions as application/json and curl commands as text/plain; /swagger shows what each address takes.",
            _ => type.Title + ".",
        };
        return Problem.Of(type, detail).ExecuteAsync(context);
    }
}
