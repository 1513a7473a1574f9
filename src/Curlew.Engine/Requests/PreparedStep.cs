using System.Text;
using Curlew.Domain.Definitions;
using Curlew.Engine.Answers;
using Curlew.Engine.Load;
using Curlew.Engine.Variables;
using Curlew.LibCurl;
using Curlew.LibCurl.Easy;

namespace Curlew.Engine.Requests;

/// <summary>
/// A step made ready for libcurl: what is the same each time lies in native memory, once per run and event loop, shared by
/// all handles that send it; what has variables is compiled. Disposed of after those handles.
/// </summary>
internal sealed class PreparedStep : IDisposable
{
    private readonly CurlBuffer _method = new();
    private readonly CurlBuffer _url = new();
    private readonly CurlSList? _headers;
    private readonly CurlBody? _body;
    private readonly PreparedTemplate _urlTemplate;
    private readonly PreparedHeader[] _headerLines;
    private readonly PreparedTemplate? _bodyTemplate;
    private readonly PreparedTemplate? _user;
    private readonly PreparedTemplate? _password;

    internal PreparedStep(CurlLibrary library, Step step, VariableSlots slots)
    {
        Step = step;
        Answer = new AnswerCheck(step, slots);
        _urlTemplate = new PreparedTemplate(step.Url, slots, TemplatePlace.Url);
        _url.Append(step.Url.IsLiteral ? step.Url.LiteralBytes.Span : default);
        _method.Append(Encoding.ASCII.GetBytes(step.Method));

        _headerLines = PreparedHeader.Of(step, slots);
        if (Array.TrueForAll(_headerLines, line => line.IsLiteral))
            _headers = new CurlSList(library, _headerLines.Select(line => line.Line));

        if (step.Body is { Content.IsLiteral: false } body)
            _bodyTemplate = new PreparedTemplate(body.Content, slots, TemplatePlace.Body);
        else if (step.Body is not null || step.Method == "POST")
            _body = new CurlBody(step.Body is { } fixedBody ? fixedBody.Content.LiteralBytes.Span : []);

        if (step.Authentication is BasicAuthentication basic)
        {
            _user = new PreparedTemplate(basic.User, slots, TemplatePlace.Header);
            _password = new PreparedTemplate(basic.Password, slots, TemplatePlace.Header);
        }

        IsWrittenAnew = !_urlTemplate.IsLiteral || _headers is null || _bodyTemplate is not null || _user is not null;
    }

    internal Step Step { get; }

    internal AnswerCheck Answer { get; }

    /// <summary>Whether something has to be written for each request.</summary>
    internal bool IsWrittenAnew { get; }

    private bool HasBody => _body is not null || _bodyTemplate is not null;

    /// <summary>
    /// Makes a virtual user's handle send this step's request next. False where a variable is not set or its value has no
    /// place where it stands.
    /// </summary>
    internal bool TryApply(VirtualUser user, in RequestMoment moment)
    {
        if (!ReferenceEquals(this, user.Applied))
            Switch(user.Easy, user.Applied);
        user.Applied = this;
        return !IsWrittenAnew || TryWrite(user, moment);
    }

    /// <summary>Makes a handle ask the same server the same way for nothing (HEAD), within <paramref name="timeout"/>.</summary>
    internal bool TryApplyPreflight(VirtualUser user, TimeSpan timeout, in RequestMoment moment)
    {
        if (!TryApply(user, moment))
            return false;
        user.Easy.ResetMethod();
        user.Easy.SetOption(CurlLongOption.NOBODY, 1);
        user.Easy.SetOption(CurlLongOption.TIMEOUT_MS, Milliseconds(timeout < Step.Timeout ? timeout : Step.Timeout));
        user.Easy.SetOption(CurlLongOption.FOLLOWLOCATION, 0);
        user.Easy.SetBodyLimit(DefinitionLimits.MaxResponseBytes);
        return true;
    }

    public void Dispose()
    {
        _method.Dispose();
        _url.Dispose();
        _headers?.Dispose();
        _body?.Dispose();
    }

    private static long Milliseconds(TimeSpan time) => Math.Max(1, (long)time.TotalMilliseconds);

    /// <summary>Sets what is the same each time, as far as it differs from the step before.</summary>
    private void Switch(CurlEasy easy, PreparedStep? before)
    {
        if (before is null || before.Step.Timeout != Step.Timeout)
            easy.SetOption(CurlLongOption.TIMEOUT_MS, Milliseconds(Step.Timeout));
        if (before is null || before.Step.ConnectTimeout != Step.ConnectTimeout)
            easy.SetOption(CurlLongOption.CONNECTTIMEOUT_MS, Milliseconds(Step.ConnectTimeout));
        if (before is null || before.Step.FollowRedirects != Step.FollowRedirects)
            easy.SetOption(CurlLongOption.FOLLOWLOCATION, Step.FollowRedirects ? 1 : 0);
        if (before is null || before.Step.MaxRedirects != Step.MaxRedirects)
            easy.SetOption(CurlLongOption.MAXREDIRS, Step.MaxRedirects);
        if (before is null || before.Step.MaxResponseBytes != Step.MaxResponseBytes)
            easy.SetBodyLimit(Step.MaxResponseBytes);
        if (before is null || before.Step.NeedsBody != Step.NeedsBody)
            easy.KeepBody(Step.NeedsBody ? DefinitionLimits.KeptBodyBytes : 0);
        if (before is null || before.Step.NeedsHeaders != Step.NeedsHeaders)
            easy.KeepHeaders(Step.NeedsHeaders);
        if ((before?.Step.Compression ?? false) != Step.Compression)
            SetCompression(easy);
        SwitchMethod(easy, before);
        SwitchCredentials(easy, before);
        if (_urlTemplate.IsLiteral)
            easy.SetOption(CurlStringOption.URL, _url);
        if (_headers is not null)
            easy.SetHeaders(_headers);
    }

    /// <summary>"" asks for every encoding that libcurl was built with (https://curl.se/libcurl/c/CURLOPT_ACCEPT_ENCODING.html).</summary>
    private void SetCompression(CurlEasy easy) =>
        easy.SetOption(CurlStringOption.ACCEPT_ENCODING, Step.Compression ? string.Empty : null);

    private void SwitchMethod(CurlEasy easy, PreparedStep? before)
    {
        if (before is not null && (before.Step.Method != "GET" || before.HasBody))
            easy.ResetMethod();
        if (_body is not null)
            easy.SetBody(_body);
        switch (Step.Method)
        {
            case "HEAD":
                easy.SetOption(CurlLongOption.NOBODY, 1);
                break;
            case "GET" when !HasBody:
            case "POST":
                break;
            default:
                easy.SetOption(CurlStringOption.CUSTOMREQUEST, _method);
                break;
        }
    }

    private void SwitchCredentials(CurlEasy easy, PreparedStep? before)
    {
        if (_user is not null || before?._user is null)
            return;
        easy.SetOption(CurlStringOption.USERNAME, (string?)null);
        easy.SetOption(CurlStringOption.PASSWORD, (string?)null);
    }

    private bool TryWrite(VirtualUser user, in RequestMoment moment)
    {
        var buffers = user.Buffers!;
        return TryWriteUrl(user, buffers.Text, moment)
            && TryWriteCredentials(user, buffers.Text, moment)
            && TryWriteHeaders(user, buffers.Headers, moment)
            && TryWriteBody(user, buffers.Body, moment);
    }

    private bool TryWriteUrl(VirtualUser user, CurlBuffer scratch, in RequestMoment moment)
    {
        if (_urlTemplate.IsLiteral)
            return true;
        scratch.Clear();
        if (!TemplateWriter.TryWrite(_urlTemplate, user.Values, moment, scratch))
            return false;
        user.Easy.SetOption(CurlStringOption.URL, scratch);
        return true;
    }

    private bool TryWriteCredentials(VirtualUser user, CurlBuffer scratch, in RequestMoment moment) =>
        _user is null
        || (TryWriteCredential(CurlStringOption.USERNAME, _user, user, scratch, moment)
            && TryWriteCredential(CurlStringOption.PASSWORD, _password!, user, scratch, moment));

    private static bool TryWriteCredential(
        CurlStringOption option, PreparedTemplate template, VirtualUser user, CurlBuffer scratch, in RequestMoment moment)
    {
        scratch.Clear();
        if (!TemplateWriter.TryWrite(template, user.Values, moment, scratch))
            return false;
        user.Easy.SetOption(option, scratch);
        return true;
    }

    private bool TryWriteHeaders(VirtualUser user, CurlHeaderLines lines, in RequestMoment moment)
    {
        if (_headers is not null)
            return true;
        lines.Clear();
        foreach (var line in _headerLines)
        {
            if (!line.TryWrite(user.Values, moment, lines))
                return false;
        }

        user.Easy.SetHeaders(lines);
        return true;
    }

    private bool TryWriteBody(VirtualUser user, CurlBuffer body, in RequestMoment moment)
    {
        if (_bodyTemplate is null)
            return true;
        body.Clear();
        if (!TemplateWriter.TryWrite(_bodyTemplate, user.Values, moment, body))
            return false;
        user.Easy.SetBody(body);
        return true;
    }
}
